// Turns the pages of a list; says which page this is.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

RowLayout {
    id: root

    required property SessionView view
    required property Theme theme
    readonly property bool wanted: view.pages > 1
    readonly property bool touch: true

    readonly property bool narrow: width < theme.small * 26

    spacing: theme.gap

    WideButton {
        theme: root.theme
        icon: "next"
        mirrored: !root.view.rtl
        closed: root.view.page === 0
        text: root.view.words.page_previous
        bare: root.narrow
        onPressed: root.view.turn(closed ? 0 : -1)
        Layout.fillWidth: !root.narrow
        Layout.preferredWidth: root.narrow ? root.theme.touch * 1.3 : 1
    }
    Words {
        theme: root.theme
        text: (root.view.page + 1) + "/" + root.view.pages
        font.weight: Font.DemiBold
        wrapMode: Text.NoWrap
    }
    WideButton {
        theme: root.theme
        icon: "next"
        mirrored: root.view.rtl
        closed: root.view.page === root.view.pages - 1
        text: root.view.words.page_next
        bare: root.narrow
        onPressed: root.view.turn(closed ? 0 : 1)
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }
}
