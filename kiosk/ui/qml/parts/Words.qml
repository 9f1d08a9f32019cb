// Text in the house's typeface, wrapped, with figures of equal width.
import QtQuick
import Eingangszone.Kiosk

Text {
    required property Theme theme

    color: theme.ink
    font.family: theme.family
    font.pixelSize: theme.body
    font.features: { "tnum": 1 }
    lineHeight: 1.08
    // A word that is wider than its room goes on in the next line rather than beyond the edge.
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    // Said explicitly, so that it turns round with the screen.
    horizontalAlignment: Text.AlignLeft
    Accessible.role: Accessible.StaticText
    Accessible.name: text.replace(/\u00a0/g, " ")
}
