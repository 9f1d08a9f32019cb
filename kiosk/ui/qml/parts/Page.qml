// The frame of every screen: who we are and the time above, what to read and press, help below.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    property bool withHelp: true
    property bool withBack: false
    property bool withFinish: false
    property bool withClose: false
    property bool withManner: true
    property bool withLanguages: withManner
    property bool named: !withHelp
    property bool split: true
    property real inset: theme.margin
    default property alias content: sheet.data

    color: theme.ground

    Header {
        id: header

        width: parent.width
        view: root.view
        theme: root.theme
    }
    Banner {
        id: banner

        y: header.height
        width: parent.width
        theme: root.theme
        text: root.view.notice
        height: text === "" ? 0 : implicitHeight
    }
    Sheet {
        id: sheet

        x: Math.round(root.inset)
        y: Math.round(banner.y + banner.height + (root.theme.roomy ? 16 : 8) * root.theme.unit + (banner.height > 0 ? 20 * root.theme.unit : 0))
        width: root.width - 2 * x
        height: footer.y - y - (footer.height > 0 ? root.theme.gap : root.theme.margin)
        gap: root.theme.gap
        columns: root.theme.wide && root.split ? 2 : 1
        reach: root.view.low ? root.height - root.theme.reach - y : 0
        more: next.implicitHeight + root.theme.gap
        mirrored: root.view.rtl

        Component.onCompleted: root.view.arrange(sheet)
    }
    Timer {
        // Who comes next begins on the first page.
        id: forgotten

        running: sheet.page > 0
        interval: root.view.patience
        onTriggered: sheet.page = 0
    }
    WideButton {
        id: next

        visible: sheet.pages > 1
        anchors.left: sheet.left
        anchors.right: sheet.right
        anchors.bottom: sheet.bottom
        theme: root.theme
        icon: "next"
        mirrored: root.view.rtl
        text: root.view.words.page_next + " " + (sheet.page + 1) + "/" + sheet.pages
        onPressed: { sheet.page = (sheet.page + 1) % sheet.pages; forgotten.restart(); root.view.stay() }
    }
    Footer {
        id: footer

        width: parent.width
        height: implicitHeight
        anchors.bottom: parent.bottom
        view: root.view
        theme: root.theme
        withHelp: root.withHelp
        withBack: root.withBack
        withFinish: root.withFinish
        withClose: root.withClose
        withLanguages: root.withLanguages
        named: root.named
        withOptions: root.withManner
    }
}
