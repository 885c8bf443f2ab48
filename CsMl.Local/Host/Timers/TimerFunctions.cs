using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Timers;

/// <summary>Runs the app's timer functions from the host's start to its stop.</summary>
internal sealed partial class TimerFunctions(
    IReadOnlyList<TimerListener> listeners,
    IHostApplicationLifetime lifetime,
    ILogger<TimerFunctions> logger
) : IHostedService
{
    /// <summary>
    /// Registers the timers among <paramref name="functions"/>; an invalid schedule is reported here and not at start.
    /// </summary>
    public static void Register(
        IServiceCollection services,
        IEnumerable<Function> functions,
        IConfiguration settings,
        string dataDirectory
    )
    {
        foreach (var function in functions)
        {
            if (function.Trigger is TimerBinding binding)
            {
                var schedule = TimerSchedule.Parse(function.Name, binding.Schedule, settings);
                services.AddSingleton(provider =>
                {
                    var logger = provider.GetRequiredService<ILogger<TimerListener>>();
                    return new TimerListener(
                        function,
                        binding,
                        schedule,
                        new ScheduleFile(dataDirectory, function.Name, logger),
                        provider.GetRequiredService<IServiceScopeFactory>(),
                        provider.GetRequiredService<TimeProvider>(),
                        logger
                    );
                });
            }
        }

        services.AddSingleton(provider => new TimerFunctions(
            [.. provider.GetServices<TimerListener>()],
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<TimerFunctions>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<TimerFunctions>());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            listener.Start(lifetime.ApplicationStopping);
        }

        return Task.CompletedTask;
    }

    /// <summary>Runs a timer function in the background, independently of its schedule.</summary>
    public void RunNow(string functionName) =>
        _ = Task.Run(() =>
            listeners
                .Single(listener => listener.FunctionName == functionName)
                .RunNowAsync(lifetime.ApplicationStopping)
        );

    /// <summary>Waits for runs in progress, which are already cancelled, up to the host's shutdown time-out.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(listeners.Select(listener => listener.WhenStoppedAsync())).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "A timer function did not end within the shutdown time-out; it is abandoned"
        )]
        public static partial void Abandoned(ILogger logger);
    }
}
