/// The program: command line, configuration, and the wiring of all the rest.
package paxos.app;
