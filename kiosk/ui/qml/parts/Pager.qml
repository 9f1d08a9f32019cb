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

    spacing: theme.gap

    WideButton {
        theme: root.theme
        icon: "next"
        mirrored: !root.view.rtl
        closed: root.view.page === 0
        text: root.view.words.page_previous
        bare: !root.theme.roomy
        onPressed: if (!closed) root.view.turn(-1)
        Layout.fillWidth: root.theme.roomy
        Layout.preferredWidth: root.theme.roomy ? 1 : root.theme.touch * 1.3
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
        onPressed: if (!closed) root.view.turn(1)
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }
}
