// One line of text in the house's typeface with tabular figures.
import QtQuick

Text {
    font.family: "Fira Sans"
    font.weight: Font.Medium
    font.features: {
        "tnum": 1
    }
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    elide: Text.ElideRight
}
