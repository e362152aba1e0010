/// The timeline on the screen: a camera's picture made of finished tiles that are kept and moved, with what is still
/// moving drawn over them. How things look is the painters'; where they are is [paxos.view.timeline]'s.
package paxos.ui.timeline;
