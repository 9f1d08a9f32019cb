// Where to go: arrow first, then words.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

RowLayout {
    id: root

    required property SessionView view
    required property Theme theme
    property bool large: false

    spacing: theme.small

    WayArrow {
        visible: root.view.arrow !== ""
        theme: root.theme
        arrow: root.view.arrow
        size: root.theme.small * (root.large ? 5.6 : root.theme.roomy ? 3.9 : 2.6)
        Layout.preferredWidth: size
        Layout.preferredHeight: size
    }
    ColumnLayout {
        spacing: 2 * root.theme.unit

        Words {
            theme: root.theme
            visible: text !== ""
            text: root.view.place
            font.pixelSize: root.theme.large * 1.05
            font.weight: Font.DemiBold
            lineHeight: 1.02
            Layout.fillWidth: true
        }
        Words {
            theme: root.theme
            text: root.view.way
            visible: text !== ""
            color: root.theme.muted
            font.pixelSize: root.theme.body * (root.large ? 1.1 : 1)
            Layout.fillWidth: true
        }
    }
}
