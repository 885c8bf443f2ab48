namespace CsMl.Functions.Http;

/// <summary>
/// What the host says of callers that bring neither an access key nor an app role. The Functions host does not tell the
/// app which of its keys a call had, so there is no admin without configuration; the local host without a key serves
/// nobody but its own machine, and whoever reaches it is admin.
/// </summary>
public sealed record OuterGate(AccessRole Role)
{
    public static readonly OuterGate FunctionKey = new(AccessRole.Agent);

    public static readonly OuterGate Loopback = new(AccessRole.Admin);
}
