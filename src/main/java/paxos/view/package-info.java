/// What a window shows, without the window: view models as JavaFX properties, and the geometry of the timeline. No
/// controls, so that all of it is tested with no window open.
package paxos.view;
