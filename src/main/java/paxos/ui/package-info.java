/// Windows, controls, the timeline's canvas and the style sheets.
package paxos.ui;
