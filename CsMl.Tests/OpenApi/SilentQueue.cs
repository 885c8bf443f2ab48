using CsMl.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.OpenApi;

/// <summary>A queue whose messages nobody handles, so that a run stays as it was started.</summary>
internal sealed class SilentQueue : IWorkQueue
{
    public static void Use(IServiceCollection services) => services.AddSingleton<IWorkQueue>(new SilentQueue());

    public Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation) =>
        Task.CompletedTask;
}
