/// How fast the program is on the machine it runs on: a parliament that never was, in a trace as real nodes record it, and
/// what it costs to open and to draw that.
package paxos.bench;
