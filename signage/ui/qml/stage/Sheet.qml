// One sheet of the stage. A page is drawn as one picture, so that nothing shines through in a fade.
import QtQuick
import Signage

Item {
    id: view

    required property StageSheet sheet

    visible: sheet.opacity > 0
    opacity: sheet.opacity
    z: sheet.above ? 1 : 0
    layer.enabled: sheet.isPage

    StagePicture {
        sheet: view.sheet
        visible: !view.sheet.isPage
        anchors.fill: parent
    }

    Rectangle {
        visible: view.sheet.isPage
        anchors.fill: parent
        color: "#131525"
    }

    // Set for a stage of another size, a page is drawn smaller or larger until it is set anew.
    WordsPage {
        sheet: view.sheet
        visible: view.sheet.isPage
        width: sheet.boxWidth
        height: sheet.boxHeight
        scale: Math.min(view.width / width, view.height / height)
        anchors.centerIn: parent
    }
}
