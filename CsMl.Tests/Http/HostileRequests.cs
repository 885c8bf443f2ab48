namespace CsMl.Tests.Http;

/// <summary>What nobody should send and somebody will: each is to be refused, and none may change anything.</summary>
internal static class HostileRequests
{
    public static IEnumerable<HostileRequest> All() =>
        [
            .. HostileBodies.All(),
            .. HostileFields.All(),
            .. HostileFacts.All(),
            .. HostileQueries.All(),
            .. HostilePaths.All(),
            .. HostileContentTypes.All(),
            .. HostileCtaRequests.All(),
        ];
}
