// Holds one screen while its state lasts; it fills the panel.
import QtQuick

Loader {
    anchors.fill: parent
}
