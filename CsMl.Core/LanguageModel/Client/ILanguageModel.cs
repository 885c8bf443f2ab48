namespace CsMl.Core.LanguageModel.Client;

/// <summary>The language model, as an outside dependency of the app.</summary>
public interface ILanguageModel
{
    /// <summary>
    /// True while the circuit breaker is open. All calls then fail at once, which protects the server and the callers.
    /// </summary>
    bool IsResting { get; }

    /// <summary>
    /// Why the last call could not be answered, if a setting or the server must be changed, as a part of a sentence;
    /// null after an answer.
    /// </summary>
    string? Trouble { get; }

    /// <summary>
    /// Sends one question, with retries of transient failures. The caller's cancellation throws; every other failure of
    /// a model is a reply with that failure.
    /// </summary>
    Task<ModelReply> AskAsync(ModelQuestion question, CancellationToken cancellation);
}
