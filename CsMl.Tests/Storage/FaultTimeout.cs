using Azure.Core;
using Azure.Core.Pipeline;

namespace CsMl.Tests.Storage;

/// <summary>Short for an attempt that will get no answer; however slow the machine, the answers of the others are waited for.</summary>
internal sealed class FaultTimeout(FaultyTableServer server) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        message.NetworkTimeout = server.IsNextSilent ? TimeSpan.FromMilliseconds(200) : HangGuard.Limit;
}
