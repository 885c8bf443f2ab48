using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local;

/// <summary>The handlers of a run's messages.</summary>
internal sealed record RunSteps(OpenRun Open, ScorePage Score, CloseRun Close)
{
    public static RunSteps Of(IServiceProvider services) =>
        new(
            services.GetRequiredService<OpenRun>(),
            services.GetRequiredService<ScorePage>(),
            services.GetRequiredService<CloseRun>()
        );
}
