package paxos.app;

/// Why the program ends without having done what was asked. Its message is a sentence for a person: what is wrong,
/// where, and the mend.
sealed abstract class Refusal extends Exception permits UsageError, Failure {

    private static final long serialVersionUID = 1;

    Refusal(String sentence) {
        super(sentence);
    }

    /// What the program exits with.
    abstract int exitCode();
}
