"""What the reading desk adds: kinds that an older program does not know, and an item's history."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX history_of_item ON history (item_id, seq)")
