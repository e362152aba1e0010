/// The space-time diagram without a screen: a lane for each legislator, an arrow for each message, places on the time
/// axis, which of them a picture needs, and what caused what.
///
/// What is here is for one thread, JavaFX's as a rule; a trace that is opened may be taken in by another thread first
/// and then be handed over.
package paxos.view.timeline;
