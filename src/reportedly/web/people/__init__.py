"""People: accounts, sessions, API tokens, roles and notes, kept in a file of their own beside the ledger."""

from reportedly.web.people.store import NOTE_LENGTH, Note, People, Person, Role

__all__ = ["NOTE_LENGTH", "Note", "People", "Person", "Role"]
