"""Accounts, sessions and tokens in SQLite. Passwords are kept as argon2 hashes, session and token secrets as SHA-256."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from reportedly.errors import BadValue, ReportedlyError
from reportedly.web.plainly import plainly

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
NOTE_LENGTH = 250
"""Letters in a note, like a comment box."""
PASSWORD_LENGTH = 10
"""Letters a password has at least (NIST SP 800-63B asks for 8)."""
SESSION = timedelta(days=14)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS person (name TEXT PRIMARY KEY, hash TEXT NOT NULL, role TEXT NOT NULL, made TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS session (digest TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
  csrf TEXT NOT NULL, expires TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS token (digest TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
  label TEXT NOT NULL, made TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, about TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL,
  deleted_by TEXT, deleted_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS note_about ON note (about);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: a name and a role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this person has at least that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person and the token that their forms carry."""

    person: Person
    csrf: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `deleted_by` and `deleted_at` stand where it was taken away, and its text is then empty."""

    id: int
    about: str
    by: str
    at: str
    text: str
    deleted_by: str | None = None
    deleted_at: str | None = None


class People:
    """The people's file. Safe to share between threads: each call opens its own connection."""

    def __init__(self, path: Path, *, hasher: PasswordHasher | None = None) -> None:
        """Open or make the file. Raises ReportedlyError where it is no such file or cannot be written."""
        self._path = path
        self._hasher = hasher or PasswordHasher()
        # A hash to verify against where the name is unknown, so that both answers take the same time.
        self._nobody = self._hasher.hash(secrets.token_hex(8))
        with self._connect() as db:
            db.executescript(_SCHEMA)

    def add(self, name: str, password: str, role: Role = "reader") -> Person:
        """A new account. Raises BadValue for a name, password or role that will not do, or a name that is taken."""
        if not _NAME.fullmatch(name):
            raise BadValue(f"name {name!r} will not do; take up to 64 letters, digits and . _ @ + -")
        if role not in ROLES:
            raise BadValue(f"role {role!r} is not one of {', '.join(ROLES)}")
        hashed = self._hashed(password)
        with self._connect() as db:
            try:
                db.execute("INSERT INTO person VALUES (?, ?, ?, ?)", (name, hashed, role, _now()))
            except sqlite3.IntegrityError:
                raise BadValue(f"there is a person {name!r} already") from None
        return Person(name, role)

    def set_password(self, name: str, password: str) -> None:
        """A new password; all sessions of this person end. Raises BadValue."""
        hashed = self._hashed(password)
        with self._connect() as db:
            if db.execute("UPDATE person SET hash = ? WHERE name = ?", (hashed, name)).rowcount == 0:
                raise BadValue(f"there is no person {name!r}")
            db.execute("DELETE FROM session WHERE person = ?", (name,))

    def remove(self, name: str) -> None:
        """Take an account away with its sessions and tokens; its notes stay. Raises BadValue where there is none."""
        with self._connect() as db:
            if db.execute("DELETE FROM person WHERE name = ?", (name,)).rowcount == 0:
                raise BadValue(f"there is no person {name!r}")

    def everybody(self) -> list[Person]:
        """All accounts by name."""
        with self._connect() as db:
            return [Person(name, role) for name, role in db.execute("SELECT name, role FROM person ORDER BY name")]

    def sign_in(self, name: str, password: str) -> str | None:
        """A new session's secret for the cookie; None where name and password do not belong together."""
        with self._connect() as db:
            found = db.execute("SELECT hash FROM person WHERE name = ?", (plainly(name),)).fetchone()
        if not self._right(found[0] if found else self._nobody, password) or not found:
            return None
        secret = secrets.token_urlsafe(32)
        until = (datetime.now(UTC) + SESSION).isoformat(timespec="seconds")
        with self._connect() as db:
            db.execute("DELETE FROM session WHERE expires < ?", (_now(),))
            db.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (_digest(secret), name, secrets.token_urlsafe(24), until))
        return secret

    def session(self, secret: str) -> Session | None:
        """Whose session a cookie's secret opens; None where it is unknown or over."""
        query = "SELECT name, role, csrf FROM session JOIN person ON name = person WHERE digest = ? AND expires >= ?"
        with self._connect() as db:
            found = db.execute(query, (_digest(secret), _now())).fetchone()
        return Session(Person(found[0], found[1]), found[2]) if found else None

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self._connect() as db:
            db.execute("DELETE FROM session WHERE digest = ?", (_digest(secret),))

    def make_token(self, name: str, label: str) -> str:
        """A new API token, told once. Raises BadValue where there is no such person."""
        secret = f"rep_{secrets.token_urlsafe(32)}"
        with self._connect() as db:
            if not db.execute("SELECT 1 FROM person WHERE name = ?", (name,)).fetchone():
                raise BadValue(f"there is no person {name!r}")
            db.execute("INSERT INTO token VALUES (?, ?, ?, ?)", (_digest(secret), name, label[:80], _now()))
        return secret

    def drop_tokens(self, name: str, label: str) -> int:
        """Take a person's tokens of that label away; how many there were."""
        with self._connect() as db:
            return db.execute("DELETE FROM token WHERE person = ? AND label = ?", (name, label)).rowcount

    def bearer(self, secret: str) -> Person | None:
        """Whose API token this is."""
        query = "SELECT name, role FROM token JOIN person ON name = person WHERE digest = ?"
        with self._connect() as db:
            found = db.execute(query, (_digest(secret),)).fetchone()
        return Person(found[0], found[1]) if found else None

    def note(self, about: str, by: str, text: str) -> int:
        """Keep a note about "claim:ID" or "article:ID"; its id. Raises BadValue where it is empty or too long."""
        kept = text.strip()
        if not kept or len(kept) > NOTE_LENGTH:
            raise BadValue(f"a note has 1 to {NOTE_LENGTH} letters, this one {len(kept)}")
        with self._connect() as db:
            made = db.execute("INSERT INTO note (about, by, at, text) VALUES (?, ?, ?, ?)", (about, by, _now(), kept))
            return int(made.lastrowid or 0)

    def notes(self, about: str) -> list[Note]:
        """The notes about something that are not deleted, the oldest first."""
        with self._connect() as db:
            found = db.execute("SELECT * FROM note WHERE about = ? AND deleted_at IS NULL ORDER BY id", (about,))
            return [Note(*row) for row in found]

    def notes_version(self, about: str) -> str:
        """Another one after every note about something that was written or deleted."""
        with self._connect() as db:
            return repr(db.execute("SELECT max(id), count(deleted_at) FROM note WHERE about = ?", (about,)).fetchone())

    def all_notes(self, limit: int = 200) -> list[Note]:
        """The newest notes, deleted ones too: who wrote and who deleted when stays on record, the text does not."""
        with self._connect() as db:
            return [Note(*row) for row in db.execute("SELECT * FROM note ORDER BY id DESC LIMIT ?", (limit,))]

    def delete_note(self, id: int, person: Person) -> Note | None:
        """Delete one's own note, or as admin anybody's; the note, or None where there is none that this person may delete."""
        with self._connect() as db:
            row = db.execute("SELECT * FROM note WHERE id = ? AND deleted_at IS NULL", (id,)).fetchone()
            if row is None or not (row[2] == person.name or person.may("admin")):
                return None
            db.execute("UPDATE note SET text = '', deleted_by = ?, deleted_at = ? WHERE id = ?", (person.name, _now(), id))
            return Note(*row)

    def _hashed(self, password: str) -> str:
        if not PASSWORD_LENGTH <= len(password) <= 1000:
            raise BadValue(f"a password has at least {PASSWORD_LENGTH} letters")
        return self._hasher.hash(password.encode("utf8", "surrogatepass"))

    def _right(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[:1000].encode("utf8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as db:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA foreign_keys = ON")
                with db:
                    yield db
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise ReportedlyError(f"{self._path}: the people's file cannot be used: {error}") from error


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
