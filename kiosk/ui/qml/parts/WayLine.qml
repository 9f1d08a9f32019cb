// Where to go: arrow first, then words.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

RowLayout {
    id: root

    required property SessionView view
    required property Theme theme

    spacing: 40 * theme.unit

    WayArrow {
        visible: root.view.arrow !== ""
        theme: root.theme
        arrow: root.view.arrow
        size: 140 * root.theme.unit
        Layout.preferredWidth: size
        Layout.preferredHeight: size
    }
    ColumnLayout {
        spacing: 2 * root.theme.unit

        Words {
            theme: root.theme
            text: root.view.place
            font.pixelSize: root.theme.large * 1.1
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Words {
            theme: root.theme
            text: root.view.way
            visible: text !== ""
            color: root.theme.muted
            Layout.fillWidth: true
        }
    }
}
