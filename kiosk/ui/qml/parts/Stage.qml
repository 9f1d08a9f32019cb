// Holds one screen while its state lasts; it fills the panel and has the keyboard.
import QtQuick

Loader {
    anchors.fill: parent
    focus: active
}
