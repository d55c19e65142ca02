<?php
// Adds a user to the site through WordPress itself: name, password, role, name shown.
require $argv[1] . '/wp-load.php';
[$login, $password, $role, $shown] = array_slice($argv, 2);
$user = ['user_login' => $login, 'user_pass' => $password, 'role' => $role, 'display_name' => $shown];
$id = wp_insert_user($user + ['user_email' => "$login@example.org"]);
exit(is_wp_error($id) ? $id->get_error_message() : 0);
