"""Who may do what at the reception, as its routes name it."""

from typing import Annotated

from hub.kit.auth import Principal, may

Self = Annotated[Principal, may("self")]
Seeing = Annotated[Principal, may("floor.see")]
Knowing = Annotated[Principal, may("names.see")]
Issuing = Annotated[Principal, may("queue.issue")]
CheckingIn = Annotated[Principal, may("queue.check_in")]
Calling = Annotated[Principal, may("queue.call")]
Moving = Annotated[Principal, may("queue.move")]
Closing = Annotated[Principal, may("rooms.close")]
