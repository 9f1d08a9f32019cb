// Number, zone and way; the slip is out.
import "../parts"

Ticket {
    withFinish: true
    success: true
}
