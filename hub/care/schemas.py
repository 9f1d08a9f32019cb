"""What programs are told of a service code."""

from datetime import datetime

from pydantic import BaseModel


class ServiceCode(BaseModel):
    """What the QR code says that opens one kiosk's service menu, and until when."""

    device: str
    code: str
    until: datetime
