package paxos.node.tcp;

/// Bytes that are no message of this parliament. The message of this exception is a sentence for a person; what it
/// quotes of the bytes is cut and escaped.
final class MalformedMessage extends Exception {

    private static final long serialVersionUID = 1;

    /// @param sentence what is wrong with it
    MalformedMessage(String sentence) {
        super(sentence);
    }
}
