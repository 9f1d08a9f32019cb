// A friendly correction; takes no room when there is nothing to correct.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string text

    visible: text !== ""
    color: theme.warningTint
    radius: theme.radius
    implicitHeight: words.implicitHeight + 48 * theme.unit
    Layout.fillWidth: true

    Words {
        id: words

        anchors.fill: parent
        anchors.margins: 24 * root.theme.unit
        theme: root.theme
        text: root.text
        font.weight: Font.DemiBold
    }
}
