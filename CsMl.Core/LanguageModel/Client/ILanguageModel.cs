namespace CsMl.Core.LanguageModel.Client;

/// <summary>The language model, at the app's outside edge.</summary>
public interface ILanguageModel
{
    /// <summary>So many calls have failed of late that all fail at once for a while, to spare the server and the caller.</summary>
    bool IsResting { get; }

    /// <summary>
    /// Asks once; what may pass is tried again within. The caller's cancellation throws, everything else that can go
    /// wrong with a model is a reply that says so.
    /// </summary>
    Task<ModelReply> AskAsync(ModelQuestion question, CancellationToken cancellation);
}
