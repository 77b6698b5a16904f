"""What a list shows → the same records, all of them up to a bound, as CSV or JSON."""

from __future__ import annotations

import io

from fastapi.responses import JSONResponse, Response

from mithaq.export.table import write
from mithaq.export.view import is_state
from mithaq.model.records import Record
from mithaq.register.browse import Part, listed
from mithaq.web.asked import MOST_ROWS, Asked
from mithaq.web.desk import Desk


def as_csv(desk: Desk, asked: Asked) -> Response:
    """Return a row a record, a column a slot."""
    kinds = [desk.kinds[asked.kind]] if asked.kind else list(desk.kinds.values())
    slots = list(dict.fromkeys(slot for kind in kinds for slot in kind.slots))
    out = io.StringIO()
    write(_records(desk, asked), slots, out)
    headers = {"content-disposition": 'attachment; filename="mithaq.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def as_json(desk: Desk, asked: Asked) -> Response:
    """Return the records in the contract's shape."""
    return JSONResponse([record.as_dict() for record in _records(desk, asked)])


def _records(desk: Desk, asked: Asked) -> list[Record]:
    if asked.about and is_state(asked.about):
        asked = asked._replace(about=None, states=(*asked.states, asked.about))
    return listed(desk.register, asked.selection, Part(asked.sort, 0, MOST_ROWS))
