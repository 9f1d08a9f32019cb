// The office's name and the time of day.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

RowLayout {
    id: root

    required property SessionView view
    required property Theme theme

    Words {
        theme: root.theme
        text: root.view.office
        font.pixelSize: root.theme.small
        font.weight: Font.DemiBold
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Layout.fillWidth: true
        Layout.leftMargin: root.theme.margin
        Layout.topMargin: 48 * root.theme.unit
        Layout.bottomMargin: 40 * root.theme.unit
    }
    Words {
        theme: root.theme
        text: root.view.date + " · " + root.view.time
        font.pixelSize: root.theme.small
        color: root.theme.muted
        wrapMode: Text.NoWrap
        Layout.rightMargin: root.theme.margin
        Layout.topMargin: 48 * root.theme.unit
        Layout.bottomMargin: 40 * root.theme.unit
    }
}
