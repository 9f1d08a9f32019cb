// The digits of the PIN as dots, or in their place what was wrong with it.
import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property SessionView view
    required property Theme theme
    property int span: 1
    readonly property bool wrong: view.hint !== "" || view.shut !== ""

    // As high for one as for the other, so that no key moves under the finger.
    implicitHeight: Math.max(dots.implicitHeight, theme.small * 3.9)

    Framed {
        id: dots

        visible: !root.wrong
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: root.implicitHeight
        theme: root.theme
        text: root.view.typed === "" ? "–" : root.view.typed
    }
    Framed {
        visible: root.wrong
        anchors.fill: dots
        theme: root.theme
        text: root.theme.roomy || root.view.shut === "" ? (root.view.hint + "\n" + root.view.shut).trim() : root.view.shut
        icon: root.theme.compact ? "" : "info"
        colour: root.theme.warning
        color: root.theme.warningTint
        strong: false
    }
}
