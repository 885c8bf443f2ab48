using CsMl.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Queues;

/// <summary>Runs the app's queue functions from the host's start to its stop.</summary>
internal sealed partial class QueueFunctions(
    IReadOnlyList<QueueListener> listeners,
    IHostApplicationLifetime lifetime,
    ILogger<QueueFunctions> logger
) : IHostedService
{
    private const string Storage = "AzureWebJobsStorage";

    /// <summary>
    /// Registers the queue functions among <paramref name="functions"/>; an invalid queue name is reported here and not
    /// at start.
    /// </summary>
    public static void Register(
        IServiceCollection services,
        IEnumerable<Function> functions,
        IConfiguration configuration,
        QueueSettings settings
    )
    {
        services.AddSingleton(settings);
        foreach (var function in functions)
        {
            if (function.Trigger is QueueBinding binding)
            {
                var name = NameOf(function.Name, binding, configuration);
                services.AddSingleton(provider => Listener(provider, function, name, settings));
            }
        }

        services.AddSingleton(provider => new QueueFunctions(
            [.. provider.GetServices<QueueListener>()],
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<QueueFunctions>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<QueueFunctions>());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            listener.Start(lifetime.ApplicationStopping);
        }

        return Task.CompletedTask;
    }

    /// <summary>Runs a queue function in the background with <paramref name="text"/> as the message.</summary>
    public void RunNow(string functionName, string text) =>
        listeners.Single(listener => listener.FunctionName == functionName).RunNow(text, lifetime.ApplicationStopping);

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

    private static QueueListener Listener(
        IServiceProvider provider,
        Function function,
        string name,
        QueueSettings settings
    )
    {
        var queues =
            provider.GetService<IMessageQueues>()
            ?? throw new HostCannotStartException(
                $"Function '{function.Name}' is set off by the queue '{name}', but this host was given no queues."
            );
        var queue = queues.Open(name);
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = provider.GetRequiredService<ILogger<QueueListener>>();
        var scopes = provider.GetRequiredService<IServiceScopeFactory>();
        var run = new QueueRun(function, queue, settings, scopes, time, logger);
        return new QueueListener(function, queue, settings, run, time, logger);
    }

    private static string NameOf(string functionName, QueueBinding binding, IConfiguration configuration)
    {
        if (binding.Connection is not (null or "" or Storage))
        {
            throw new HostCannotStartException(
                $"Function '{functionName}' takes its queue from the connection {binding.Connection}. This host has one place for queues, which is {Storage}."
            );
        }

        var setting = binding.QueueName is ['%', .. var inner, '%'] ? inner : null;
        var name = setting is null ? binding.QueueName : configuration[setting];
        if (setting is not null && string.IsNullOrWhiteSpace(name))
        {
            throw new HostCannotStartException(
                $"Function '{functionName}' is set off by the queue that the setting {setting} names, which is missing. Set {setting} to a queue's name."
            );
        }

        return WorkMessage.IsName(name!) && WorkMessage.IsName(PoisonQueue.Of(name!))
            ? name!
            : throw new HostCannotStartException(
                $"Function '{functionName}' is set off by the queue '{name}', which is no queue's name: 3 to 56 lower-case letters, digits and single hyphens between them."
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "A queue function did not end within the shutdown time-out; its message comes back when it is no longer held"
        )]
        public static partial void Abandoned(ILogger logger);
    }
}
