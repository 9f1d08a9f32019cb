// The number is known, the slip is on its way.
import "../parts"

Ticket {
    withHelp: false
    withManner: false
}
