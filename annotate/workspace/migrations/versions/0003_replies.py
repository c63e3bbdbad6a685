"""Replies to letters: kinds that an older program does not know. The tables stay as they are."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to change."""
