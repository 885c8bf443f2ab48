namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The capabilities and the valid key of the server, as found by this process. Calls run concurrently, so each uses its
/// own copy.
/// </summary>
internal sealed class ServerState(ServerCapabilities manners)
{
    private volatile ServerCapabilities _manners = manners;
    private volatile int _credential;

    public ServerCapabilities Manners => _manners;

    public int Credential => _credential;

    /// <returns>True if the value has changed.</returns>
    public bool Learn(ServerCapabilities worked) =>
        Interlocked.Exchange(ref _manners, worked) is var before && !before.Equals(worked);

    /// <returns>True if the value has changed.</returns>
    public bool Learn(int credential) => Interlocked.Exchange(ref _credential, credential) != credential;
}
