namespace CsMl.Core.LanguageModel.Client;

/// <summary>What one process has learned of its server: how to ask, and whose key it takes. Calls run at once, so each goes by its own copy.</summary>
internal sealed class ServerState(ServerCapabilities manners)
{
    private volatile ServerCapabilities _manners = manners;
    private volatile int _credential;

    public ServerCapabilities Manners => _manners;

    public int Credential => _credential;

    /// <returns>Whether that is news.</returns>
    public bool Learn(ServerCapabilities worked) =>
        Interlocked.Exchange(ref _manners, worked) is var before && !before.Equals(worked);

    /// <returns>Whether that is news.</returns>
    public bool Learn(int credential) => Interlocked.Exchange(ref _credential, credential) != credential;
}
