// One sheet of the stage. A page is drawn as one picture, so that nothing shines through in a fade.
import QtQuick
import Signage

Item {
    id: view

    required property SheetView sheet

    visible: sheet.opacity > 0
    opacity: sheet.opacity
    z: sheet.above ? 1 : 0
    layer.enabled: sheet.isPage

    StagePicture {
        sheet: view.sheet
        visible: !view.sheet.isPage
        anchors.fill: parent
    }

    WordsPage {
        sheet: view.sheet
        visible: view.sheet.isPage
        anchors.fill: parent
    }
}
