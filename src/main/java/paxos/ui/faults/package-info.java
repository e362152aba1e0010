/// The fault bench in a window: messages held, links, where to crash, how to come back, and the rules. What is done there
/// is done by [paxos.view.FaultDesk].
package paxos.ui.faults;
