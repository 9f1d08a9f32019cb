// The office's sign and the time of day, whose corner opens the service menu when it is held.
import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property SessionView view
    required property Theme theme
    readonly property real inset: theme.roomy ? 40 * theme.unit : 12 * theme.unit

    // A low panel has no room for more than what is to be done.
    readonly property bool shown: !(theme.compact && theme.wide)

    // The date stands there as long as it does not crowd the office's name.
    readonly property bool dated: theme.roomy && view.date !== "" && logo.width + name.implicitWidth + full.implicitWidth + theme.small * 1.5 + 2 * theme.margin <= width

    implicitHeight: !shown ? inset : Math.max(office.implicitHeight, logo.height) + 2 * inset

    Image {
        id: logo

        anchors.left: parent.left
        anchors.leftMargin: root.theme.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: root.shown && root.view.logo !== ""
        width: visible ? implicitWidth * height / Math.max(1, implicitHeight) : 0
        height: root.theme.small * 1.6
        source: root.view.logo === "" ? "" : "data:image/png;base64," + root.view.logo
        fillMode: Image.PreserveAspectFit
        smooth: true
    }
    Words {
        id: office

        anchors.left: logo.right
        anchors.leftMargin: logo.visible ? root.theme.small * 0.5 : 0
        anchors.right: clock.left
        anchors.rightMargin: root.theme.small
        anchors.verticalCenter: parent.verticalCenter
        theme: root.theme
        visible: root.shown
        text: root.theme.roomy || root.view.logo === "" ? root.view.office : ""
        font.pixelSize: root.theme.small
        font.weight: Font.DemiBold
    }
    Words {
        id: name

        visible: false
        theme: root.theme
        text: office.text
        font: office.font
        wrapMode: Text.NoWrap
    }
    Words {
        id: full

        visible: false
        theme: root.theme
        text: root.view.date + " · " + root.view.time
        font: clock.font
        wrapMode: Text.NoWrap
    }
    Words {
        id: clock

        anchors.right: parent.right
        anchors.rightMargin: root.theme.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: root.shown
        theme: root.theme
        text: root.dated ? full.text : root.view.time
        font.pixelSize: root.theme.small
        color: root.theme.muted
        wrapMode: Text.NoWrap
    }
    MouseArea {
        anchors.top: parent.top
        anchors.right: parent.right
        width: Math.max(root.theme.touch * 2, root.shown ? clock.width + 2 * root.theme.margin : 0)
        height: Math.max(parent.height, root.theme.touch)
        pressAndHoldInterval: 3000
        onPressAndHold: root.view.service()
    }
}
