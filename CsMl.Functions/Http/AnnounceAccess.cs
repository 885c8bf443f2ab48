using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>Logs once, at start, that nobody is told apart where that is so.</summary>
internal sealed partial class AnnounceAccess(
    AccessKeys keys,
    OuterGate gate,
    IOptions<TenancyOptions> tenancy,
    ILogger<AnnounceAccess> log
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!keys.Any && tenancy.Value.Mode != TenancyMode.Claim)
        {
            if (gate == OuterGate.Loopback)
            {
                Loopback(log);
            }
            else
            {
                FunctionKey(log);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "No access keys are configured: whoever has the function key may do what an agent may, and nobody may do what an admin may; Access:Keys changes both"
    )]
    private static partial void FunctionKey(ILogger log);

    [LoggerMessage(
        LogLevel.Information,
        "No access keys are configured: whoever calls from this machine is admin, and nobody else can call"
    )]
    private static partial void Loopback(ILogger log);
}
