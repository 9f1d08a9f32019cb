// The frame of every screen: who we are and the time above, help and language below.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    property bool withHelp: true
    property bool withBack: false
    property bool withFinish: false
    property bool withLanguage: true
    property bool withAllLanguages: false
    default property alias content: body.data

    color: theme.ground
    focus: true

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Header {
            view: root.view
            theme: root.theme
            Layout.fillWidth: true
        }
        ColumnLayout {
            id: body
            spacing: 32 * root.theme.unit
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: root.theme.margin
            Layout.rightMargin: root.theme.margin
            Layout.bottomMargin: 40 * root.theme.unit
        }
        Footer {
            view: root.view
            theme: root.theme
            withHelp: root.withHelp
            withBack: root.withBack
            withFinish: root.withFinish
            languages: root.withAllLanguages ? root.view.languages : root.withLanguage ? root.view.otherLanguages : []
            Layout.fillWidth: true
        }
    }
}
