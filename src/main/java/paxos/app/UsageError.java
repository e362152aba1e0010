package paxos.app;

/// The program was called in a way, or with a configuration, that it cannot use.
final class UsageError extends Refusal {

    /// The exit code for wrong use.
    static final int EXIT_CODE = 2;

    private static final long serialVersionUID = 1;

    UsageError(String sentence) {
        super(sentence);
    }

    @Override
    int exitCode() {
        return EXIT_CODE;
    }
}
