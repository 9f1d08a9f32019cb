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
    property bool split: true
    // Where to finish is not what to do: the visitor shall stay.
    property bool finishQuietly: false
    property string finishWord: view.words.finish
    property string finishIcon: "check"
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

        readonly property bool last: sheet.page === sheet.pages - 1

        visible: sheet.pages > 1
        primary: !last
        anchors.left: sheet.left
        anchors.right: sheet.right
        anchors.bottom: sheet.bottom
        theme: root.theme
        icon: "next"
        mirrored: root.view.rtl !== last
        text: (last ? root.view.words.page_previous : root.view.words.page_next) + " (" + (sheet.page + 1) + "/" + sheet.pages + ")"
        onPressed: { sheet.page += last ? -1 : 1; forgotten.restart(); root.view.stay() }
    }
    Footer {
        id: footer

        width: parent.width
        height: implicitHeight
        anchors.bottom: parent.bottom
        view: root.view
        theme: root.theme
        withHelp: root.withHelp && root.view.withHelp
        withBack: root.withBack
        withFinish: root.withFinish
        finishQuietly: root.finishQuietly || (next.visible && !next.last)
        finishWord: root.finishWord
        finishIcon: root.finishIcon
        withClose: root.withClose
        withLanguages: root.withLanguages
        withOptions: root.withManner
    }
}
